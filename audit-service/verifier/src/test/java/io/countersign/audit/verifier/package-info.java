@NullMarked
package io.countersign.audit.verifier;

import org.jspecify.annotations.NullMarked;
