// Jenkinsfile made by "qualys-pc snippet --format jenkins-plugin". In one of your own, take the stage between the marker lines.
pipeline {
  agent any
  stages {
    // BEGIN qualys-pc jenkins-plugin of qualys-pc.yaml
    // Needs Jenkins 2.426.2 or later and the plugin "Qualys Policy Compliance Scanning Connector" (qualys-pc) 1.0.8.
    // Jenkins must hold a credential "qualys-api" (user name with password).
    // Jenkins must hold a credential "qualys-host" (user name with password).
    // CIDs 2201: accepted by security, SEC-118; excluded until 2027-03-31 only, which the plugin does not know: take them out then.
    // The plugin looks for each CID inside the text of the list: excluding 1141 excludes 114 and 41 too. qualys-pc compares numbers.
    // The plugin names asset group and auth record after the Jenkins job, not "payments-api".
    stage('Qualys Policy Compliance') {
      options {
        timeout(time: 150, unit: 'MINUTES') // The scan's own timeout and a margin.
      }
      steps {
        qualysPolicyComplianceScanner(
          platform: 'US_PLATFORM_2',
          credsId: 'qualys-api',
          useProxy: false,
          proxyPort: 0,
          scanName: '[job_name]_jenkins_build_[build_number]',
          useHost: true,
          hostIp: '10.20.30.40',
          useEc2: false,
          runConnector: false,
          createAuthRecord: true,
          unixAndWindowsCredentials: 'unix',
          unixAndWindowsCredentialsId: 'qualys-host',
          scannerName: 'edge-scan-01',
          optionProfile: '{"optionProfileName":"Jenkins_Baseline","optionProfileID":"9001","policyDetails":{"CIS Debian 12":"11"}}',
          selectedPolicies: '11::CIS Debian 12',
          failByStateAndCriticality: true,
          stateFail: true,
          stateError: false,
          stateExceptions: false,
          criticalityUrgent: true,
          criticalityCritical: true,
          criticalitySerious: true,
          criticalityMedium: false,
          criticalityMinimal: false,
          failByAuth: false,
          excludedCriteria: true,
          excludedCids: '2201',
          pollingInterval: '2',
          vulnsTimeout: '60*2'
        )
      }
    }
    // END qualys-pc jenkins-plugin of qualys-pc.yaml
  }
}
