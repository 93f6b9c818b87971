/** The registry's word for other services, from its log, never from a view (architecture: Synchronous calls). */
@NullMarked
package io.countersign.registry.answer;

import org.jspecify.annotations.NullMarked;
