import type { ControlFamily } from './control-families.js';
import { technology, windows } from './technologies.js';

/** Families of Windows and of database and web server controls. */
export const serverFamilies: readonly ControlFamily[] = [
  {
    name: 'Windows security options',
    firstCid: 20001,
    technologies: windows,
    criticality: 3,
    statement: "Status of the '%' security option",
    expected: 'Enabled (1)',
    found: 'Disabled (0)',
    settings: `Accounts:_Limit_local_account_use_of_blank_passwords Accounts:_Rename_administrator_account
      Accounts:_Rename_guest_account Accounts:_Block_Microsoft_accounts Audit:_Force_audit_policy_subcategory_settings
      Devices:_Prevent_users_from_installing_printer_drivers Domain_member:_Digitally_encrypt_secure_channel_data
      Domain_member:_Require_strong_session_key Interactive_logon:_Do_not_display_last_user_name
      Interactive_logon:_Machine_inactivity_limit Interactive_logon:_Smart_card_removal_behavior
      Microsoft_network_client:_Digitally_sign_communications Microsoft_network_server:_Digitally_sign_communications
      Network_access:_Do_not_allow_anonymous_enumeration_of_SAM_accounts Network_access:_Remotely_accessible_registry_paths
      Network_security:_Do_not_store_LAN_Manager_hash Network_security:_LAN_Manager_authentication_level
      Network_security:_LDAP_client_signing_requirements Network_security:_Minimum_session_security_for_NTLM_SSP
      Shutdown:_Allow_system_to_be_shut_down_without_logon System_objects:_Strengthen_default_permissions
      UAC:_Admin_Approval_Mode_for_the_built-in_Administrator UAC:_Elevation_prompt_for_administrators
      UAC:_Elevation_prompt_for_standard_users UAC:_Detect_application_installations UAC:_Virtualize_write_failures`,
  },
  {
    name: 'Windows audit policy',
    firstCid: 20101,
    technologies: windows,
    criticality: 2,
    statement: "Audit policy: status of '%'",
    expected: 'Success and Failure',
    found: 'No Auditing',
    settings: `Credential_Validation Application_Group_Management Computer_Account_Management Security_Group_Management
      User_Account_Management PNP_Activity Process_Creation Account_Lockout Group_Membership Logoff Logon
      Special_Logon Detailed_File_Share File_Share Removable_Storage Audit_Policy_Change
      Authentication_Policy_Change Sensitive_Privilege_Use IPsec_Driver Security_State_Change System_Integrity`,
  },
  {
    name: 'Windows user rights',
    firstCid: 20201,
    technologies: windows,
    criticality: 4,
    statement: "Accounts that hold the user right '%'",
    expected: 'Administrators',
    found: 'Everyone, Administrators',
    settings: `Access_this_computer_from_the_network Act_as_part_of_the_operating_system Allow_log_on_locally
      Back_up_files_and_directories Change_the_system_time Create_a_token_object Create_global_objects
      Debug_programs Deny_log_on_as_a_batch_job Force_shutdown_from_a_remote_system Generate_security_audits
      Impersonate_a_client_after_authentication Load_and_unload_device_drivers Lock_pages_in_memory
      Manage_auditing_and_security_log Modify_firmware_environment_values Take_ownership_of_files`,
  },
  {
    name: 'Oracle parameters',
    firstCid: 30001,
    technologies: [technology.oracle19],
    criticality: 4,
    statement: "Status of the '%' initialization parameter",
    expected: 'as the benchmark says',
    found: 'the default',
    settings: `AUDIT_SYS_OPERATIONS AUDIT_TRAIL GLOBAL_NAMES OS_ROLES REMOTE_LISTENER REMOTE_OS_AUTHENT REMOTE_OS_ROLES
      SEC_MAX_FAILED_LOGIN_ATTEMPTS SEC_PROTOCOL_ERROR_FURTHER_ACTION SEC_PROTOCOL_ERROR_TRACE_ACTION
      SEC_RETURN_SERVER_RELEASE_BANNER SQL92_SECURITY _trace_files_public RESOURCE_LIMIT`,
  },
  {
    name: 'Oracle privileges',
    firstCid: 30101,
    technologies: [technology.oracle19],
    criticality: 5,
    statement: "Grantees of '%' who are not database administrators",
    expected: 'none',
    found: 'PUBLIC',
    settings: `DBMS_LDAP UTL_INADDR UTL_TCP UTL_MAIL UTL_SMTP UTL_HTTP UTL_FILE DBMS_LOB DBMS_JOB DBMS_SCHEDULER
      DBMS_CRYPTO DBMS_JAVA DBMS_SYS_SQL SELECT_ANY_DICTIONARY SELECT_ANY_TABLE EXEMPT_ACCESS_POLICY BECOME_USER`,
  },
  {
    name: 'PostgreSQL settings',
    firstCid: 30201,
    technologies: [technology.postgres15],
    criticality: 3,
    statement: "Status of the '%' setting in 'postgresql.conf'",
    expected: 'on',
    found: 'off',
    settings: `log_connections log_disconnections log_checkpoints log_lock_waits log_hostname logging_collector
      password_encryption ssl ssl_ciphers debug_print_parse log_statement row_security shared_preload_libraries`,
  },
  {
    name: 'SQL Server options',
    firstCid: 30301,
    technologies: [technology.mssql2019],
    criticality: 4,
    statement: "Status of the '%' server option",
    expected: '0',
    found: '1',
    settings: `Ad_Hoc_Distributed_Queries CLR_Enabled Cross_DB_Ownership_Chaining Database_Mail_XPs Ole_Automation
      Remote_Access Remote_Admin_Connections Scan_For_Startup_Procs xp_cmdshell Trustworthy`,
  },
  {
    name: 'Apache directives',
    firstCid: 30401,
    technologies: [technology.apache24],
    criticality: 3,
    statement: "Status of the '%' directive in 'httpd.conf'",
    expected: 'as the benchmark says',
    found: 'the default',
    settings: `ServerTokens ServerSignature TraceEnable FileETag Timeout KeepAlive MaxKeepAliveRequests LimitRequestLine
      LimitRequestFields LimitRequestFieldSize LimitRequestBody AllowOverride Options_Indexes SSLProtocol
      SSLCipherSuite SSLHonorCipherOrder SSLCompression User Group ErrorLog LogLevel`,
  },
];
