/** Takes every event of every log, each once, in the order of its positions. */
@NullMarked
package io.countersign.audit.intake;

import org.jspecify.annotations.NullMarked;
