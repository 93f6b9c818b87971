@NullMarked
package io.countersign.audit.contract;

import org.jspecify.annotations.NullMarked;
