import { createHmac } from 'node:crypto';
import { config } from './config.js';
import { isSameText } from './same-text.js';

/**
 * A link to an order's receipt that opens without logging in and that nobody else can make.
 *
 * @param {string} orderId
 */
export function receiptPath(orderId) {
  return `/receipts/${orderId}/${sign(orderId)}`;
}

/**
 * @param {string} orderId
 * @param {string} signature
 */
export function isReceiptSignature(orderId, signature) {
  return isSameText(sign(orderId), signature);
}

/** @param {string} orderId */
function sign(orderId) {
  return createHmac('sha256', config.receiptSigningKey).update(orderId).digest('base64url');
}
