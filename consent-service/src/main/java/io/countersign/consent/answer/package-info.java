/** The owner's word on access keys: who asks gets what each slice has to say about its own. */
@NullMarked
package io.countersign.consent.answer;

import org.jspecify.annotations.NullMarked;
