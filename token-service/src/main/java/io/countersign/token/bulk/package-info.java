/** One action on many connections, prepared with a preview and worked off in the background (domain.md C20). */
@NullMarked
package io.countersign.token.bulk;

import org.jspecify.annotations.NullMarked;
