/** What people hold, for the service that lists them. */
@NullMarked
package io.countersign.token.people;

import org.jspecify.annotations.NullMarked;
