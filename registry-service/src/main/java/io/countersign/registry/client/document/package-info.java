/** Clients that are known by the address of their metadata document (draft-ietf-oauth-client-id-metadata-document, CIMD). */
@NullMarked
package io.countersign.registry.client.document;

import org.jspecify.annotations.NullMarked;
