// Jenkinsfile made by "qualys-pc snippet --format jenkins". In a Jenkinsfile of your own, take the stage between the marker lines.
// Jenkins plugins, lowest versions: workflow-aggregator 596.v8c21c963d92d, credentials-binding 657.v2b_19db_7d6e6d, junit 1259.v65ffcef24a_88, htmlpublisher 1.32.1, copyartifact 705.v5295cffec284.
pipeline {
  agent { label 'linux' } // Replace: a label of agents that have qualys-pc.
  options {
    disableConcurrentBuilds() // Two scans of one job at a time would share one asset group.
  }
  stages {
    // BEGIN qualys-pc jenkins of qualys-pc.yaml
    stage('Qualys Policy Compliance') {
      options {
        timeout(time: 150, unit: 'MINUTES') // The scan's own timeout and a margin.
      }
      steps {
        script {
          catchError(buildResult: 'SUCCESS', stageResult: 'SUCCESS') {
            copyArtifacts projectName: env.JOB_NAME, filter: '.qualys-pc-previous/**', selector: lastWithArtifacts(), optional: true
          }
          int code = 70
          withCredentials([
            usernamePassword(credentialsId: 'qualys-api', usernameVariable: 'QUALYS_USERNAME', passwordVariable: 'QUALYS_PASSWORD'),
            usernamePassword(credentialsId: 'qualys-host', usernameVariable: 'QUALYS_HOST_USERNAME', passwordVariable: 'QUALYS_HOST_PASSWORD')
          ]) {
            code = sh(label: 'Qualys Policy Compliance scan', returnStatus: true, script: '''
              if grep -Eqs '^    "outcome": "(passed|failed)"' qualys-pc-results/result.json; then mv -f qualys-pc-results/result.json qualys-pc-results/previous-result.json; fi
              rm -f qualys-pc-results/result.json qualys-pc-results/report.html qualys-pc-results/junit.xml
              results=qualys-pc-results
              kept=.qualys-pc-previous
              mkdir -p "$results" "$kept"
              # The last judged result of each scan, for the comparison.
              find "$kept" -name previous-result.json | while IFS= read -r file; do
                folder=$results${file#"$kept"}
                mkdir -p "${folder%/*}"
                cp -f "$file" "$folder"
              done || echo 'The last result cannot be restored: there is no comparison.' >&2
              code=0
              qualys-pc run --config qualys-pc.yaml --warning-exit-code || code=$?
              # The next build compares with the last result that was judged.
              find "$results" -name result.json | while IFS= read -r file; do
                if grep -Eq '^    "outcome": "(passed|failed)"' "$file"; then
                  folder=$kept${file#"$results"}
                  mkdir -p "${folder%/*}"
                  cp -f "$file" "${folder%/*}/previous-result.json"
                fi
              done || echo 'The result cannot be kept for the next build.' >&2
              exit "$code"
              ''')
          }
          if (code == 6) {
            unstable('Qualys Policy Compliance: passed with warnings')
          } else if (code != 0) {
            String why = [1: 'failed by the criteria', 2: 'usage or configuration error', 3: 'Qualys refused or could not be reached',
                          4: 'inconclusive', 5: 'not finished, the scan is left running', 127: 'qualys-pc is not installed'][code] ?: 'stopped'
            error('Qualys Policy Compliance: ' + why + ' (exit code ' + code + ')')
          }
        }
      }
      post {
        always {
          archiveArtifacts artifacts: 'qualys-pc-results/**', allowEmptyArchive: true, fingerprint: false
          junit testResults: 'qualys-pc-results/junit.xml', allowEmptyResults: true
          publishHTML target: [reportName: 'Qualys Policy Compliance', reportDir: 'qualys-pc-results', reportFiles: 'report.html', includes: 'report.html,report.css', allowMissing: true, alwaysLinkToLastBuild: true, keepAll: true]
          archiveArtifacts artifacts: '.qualys-pc-previous/**', allowEmptyArchive: true
        }
      }
    }
    // END qualys-pc jenkins of qualys-pc.yaml
  }
}
