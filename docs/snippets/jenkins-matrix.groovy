// Jenkinsfile made by "qualys-pc snippet --format jenkins-matrix". In a Jenkinsfile of your own, take the stage between the marker lines.
// Jenkins plugins, lowest versions: workflow-aggregator 596.v8c21c963d92d, credentials-binding 657.v2b_19db_7d6e6d, junit 1259.v65ffcef24a_88, htmlpublisher 1.32.1, copyartifact 705.v5295cffec284.
pipeline {
  agent none
  options {
    disableConcurrentBuilds() // Two builds of one job at a time would share one asset group.
  }
  stages {
    // BEGIN qualys-pc jenkins-matrix of qualys-pc.yaml
    stage('Qualys Policy Compliance') {
      stages {
        stage('Scan') {
          matrix {
            agent { label 'linux' } // Replace: a label of agents that have qualys-pc.
            axes {
              axis {
                name 'SHARD'
                values '1', '2', '3', '4'
              }
            }
            stages {
              stage('Shard') {
                options {
                  timeout(time: 150, unit: 'MINUTES') // The scan's own timeout and a margin.
                }
                steps {
                  catchError(buildResult: 'SUCCESS', stageResult: 'FAILURE') {
                    copyArtifacts projectName: env.JOB_NAME, filter: ".qualys-pc-previous/shard-${env.SHARD}/**", selector: lastWithArtifacts(), optional: true
                  }
                  // The exit code of a shard is in its result; the joined verdict decides, and names one without a result.
                  catchError(buildResult: 'SUCCESS', stageResult: 'FAILURE') {
                    withCredentials([
                      usernamePassword(credentialsId: 'qualys-api', usernameVariable: 'QUALYS_USERNAME', passwordVariable: 'QUALYS_PASSWORD'),
                      usernamePassword(credentialsId: 'qualys-host', usernameVariable: 'QUALYS_HOST_USERNAME', passwordVariable: 'QUALYS_HOST_PASSWORD')
                    ]) {
                      sh(label: 'Qualys Policy Compliance scan', returnStatus: true, script: '''
                        results=qualys-pc-results/shard-"$SHARD"
                        kept=.qualys-pc-previous/shard-"$SHARD"
                        mkdir -p "$results" "$kept"
                        if grep -Eqs '^    "outcome": "(passed|failed)"' "$results"/result.json; then mv -f "$results"/result.json "$results"/previous-result.json; fi
                        rm -f "$results"/result.json "$results"/report.html "$results"/junit.xml
                        [ ! -f "$kept"/previous-result.json ] || cp -f "$kept"/previous-result.json "$results"/previous-result.json
                        code=0
                        qualys-pc run --config qualys-pc.yaml --warning-exit-code --shard "$SHARD/4" || code=$?
                        # The next build compares with the last result that was judged.
                        if grep -Eqs '^    "outcome": "(passed|failed)"' "$results"/result.json; then cp -f "$results"/result.json "$kept"/previous-result.json; fi
                        exit "$code"
                        ''')
                    }
                  }
                }
                post {
                  always {
                    catchError(buildResult: 'SUCCESS', stageResult: 'FAILURE') {
                      dir('qualys-pc-results') {
                        stash name: "qualys-pc-shard-${env.SHARD}", includes: "shard-${env.SHARD}/**", allowEmpty: true
                      }
                      archiveArtifacts artifacts: ".qualys-pc-previous/shard-${env.SHARD}/**", allowEmptyArchive: true
                    }
                  }
                }
              }
            }
          }
        }
        stage('Verdict') {
          agent { label 'linux' } // Replace: the same label.
          steps {
            script {
              // A folder of its own: what a shard left on this agent stays there for its next build.
              dir('qualys-pc-results/all-shards') {
                deleteDir()
                for (String cell in ['1', '2', '3', '4']) {
                  catchError(buildResult: 'SUCCESS', stageResult: 'FAILURE') {
                    unstash "qualys-pc-shard-${cell}"
                  }
                }
              }
              int code = sh(label: 'Joined verdict', returnStatus: true, script: '''
                qualys-pc report 'qualys-pc-results/all-shards/shard-*/result.json' --format html,junit --out qualys-pc-results/all-shards/merged/
                ''')
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
              archiveArtifacts artifacts: 'qualys-pc-results/all-shards/merged/**', allowEmptyArchive: true, fingerprint: false
              junit testResults: 'qualys-pc-results/all-shards/merged/junit.xml', allowEmptyResults: true
              publishHTML target: [reportName: 'Qualys Policy Compliance', reportDir: 'qualys-pc-results/all-shards/merged', reportFiles: 'report.html', includes: 'report.html,report.css', allowMissing: true, alwaysLinkToLastBuild: true, keepAll: true]
              archiveArtifacts artifacts: 'qualys-pc-results/all-shards/shard-*/**', allowEmptyArchive: true
            }
          }
        }
      }
    }
    // END qualys-pc jenkins-matrix of qualys-pc.yaml
  }
}
