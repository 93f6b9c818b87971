/** The access switch of a member: on or off for all use of MCP, and the owner's word on it. */
@NullMarked
package io.countersign.consent.member;

import org.jspecify.annotations.NullMarked;
