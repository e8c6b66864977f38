// Scripted Jenkinsfile made by "qualys-pc snippet --format jenkins-scripted". In one of your own, take the stage between the marker lines.
// Jenkins plugins, lowest versions: workflow-aggregator 596.v8c21c963d92d, credentials-binding 657.v2b_19db_7d6e6d, junit 1259.v65ffcef24a_88, htmlpublisher 1.32.1.
// Two scans of one job at a time would share one asset group.
properties([disableConcurrentBuilds()])
node('linux') { // Replace: a label of agents that have qualys-pc.
  checkout scm
  // BEGIN qualys-pc jenkins-scripted of qualys-pc.yaml
  stage('Qualys Policy Compliance') {
    try {
      timeout(time: 150, unit: 'MINUTES') { // The scan's own timeout and a margin.
        int code = 70
        withCredentials([
          usernamePassword(credentialsId: 'qualys-api', usernameVariable: 'QUALYS_USERNAME', passwordVariable: 'QUALYS_PASSWORD'),
          usernamePassword(credentialsId: 'qualys-host', usernameVariable: 'QUALYS_HOST_USERNAME', passwordVariable: 'QUALYS_HOST_PASSWORD')
        ]) {
          code = sh(label: 'Qualys Policy Compliance scan', returnStatus: true, script: '''
            [ ! -f qualys-pc-results/result.json ] || mv -f qualys-pc-results/result.json qualys-pc-results/previous-result.json
            rm -f qualys-pc-results/junit.xml qualys-pc-results/report.html
            qualys-pc run --config qualys-pc.yaml --warning-exit-code
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
    } finally {
      archiveArtifacts artifacts: 'qualys-pc-results/**', allowEmptyArchive: true, fingerprint: false
      junit testResults: 'qualys-pc-results/junit.xml', allowEmptyResults: true
      publishHTML target: [reportName: 'Qualys Policy Compliance', reportDir: 'qualys-pc-results', reportFiles: 'report.html', includes: 'report.html,report.css', allowMissing: true, alwaysLinkToLastBuild: true, keepAll: true]
    }
  }
  // END qualys-pc jenkins-scripted of qualys-pc.yaml
}
