/**
 * Proves offline what the audit log says: Merkle trees (RFC 6962, RFC 9162), signed checkpoints (C2SP signed-note, tlog-checkpoint)
 * and the export format. It needs neither the service nor a database; {@code DESIGN.md} specifies every byte.
 */
@NullMarked
package io.countersign.audit.verifier;

import org.jspecify.annotations.NullMarked;
