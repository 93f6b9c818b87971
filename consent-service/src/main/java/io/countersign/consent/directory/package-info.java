/** The people of an organization as the identity provider knows them: who belongs to it now, and what they are called. */
@NullMarked
package io.countersign.consent.directory;

import org.jspecify.annotations.NullMarked;
