/** Most characters of a password in an authentication record (fact sheet 2.10). */
const PASSWORD_LIMIT = 100;

/** Why Qualys may refuse or change this password of an authentication record; undefined when it may be used. */
export function hostPasswordProblem(password: string): string | undefined {
  if (password.length > PASSWORD_LIMIT)
    return `The password is longer than the ${PASSWORD_LIMIT} characters that a record takes`;
  return /[^ -~]/.test(password)
    ? 'The password holds characters outside ASCII, which a record may not take'
    : undefined;
}
