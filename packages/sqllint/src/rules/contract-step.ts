/**
 * For messages: the comment that makes a removal the contract step of an earlier release. Which
 * migration was the last one of that release, only the user knows.
 */
export const contractComment = '-- sqllint-contract <the last migration that shipped with that code>';
