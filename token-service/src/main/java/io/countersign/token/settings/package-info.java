/** What an organization's owners decided that this service obeys. */
@NullMarked
package io.countersign.token.settings;

import org.jspecify.annotations.NullMarked;
