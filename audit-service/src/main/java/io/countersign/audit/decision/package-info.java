/** Why a call was refused: kept for a week, bounded for each organization, and no part of the log. */
@NullMarked
package io.countersign.audit.decision;

import org.jspecify.annotations.NullMarked;
