import { expect } from 'vitest';
import { ResultView, type ResultViewProps } from '../../../src/screens/run/result-view.js';
import { sampleResult } from '../../support/sample-result.js';
import { running, runOf } from '../../support/sample-run.js';
import { hostDraft } from '../../wizard/answers.js';
import { nowMs } from '../fake-services.js';

const never = () => expect.unreachable();

/** The verdict of the sample run, with its files and how to run it again. What may be called is given. */
export function SampleResultView(props: Partial<ResultViewProps>) {
  return (
    <ResultView
      header={{ product: 'qualys-pc', account: 'acme2ab1 · US2' }}
      result={sampleResult()}
      run={runOf(running)}
      files={['qualys-pc-results/report.html', 'result.json', 'junit.xml']}
      rerun="qualys-pc run --config qualys-pc.json"
      terminal={{ multiplexer: 'none', taskProgress: false }}
      draft={hostDraft}
      nowMs={nowMs}
      onExclude={never}
      onAction={never}
      onBack={never}
      onQuit={never}
      {...props}
    />
  );
}
