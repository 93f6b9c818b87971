/** The page on which a person decides: what it shows, how it is shown safely, and how its form is taken, once. */
@NullMarked
package io.countersign.consent.page;

import org.jspecify.annotations.NullMarked;
