package io.countersign.starter.web;

import io.countersign.starter.command.Receipt;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.UriComponentsBuilder;

/** How accepted changes are answered: {@code ETag}, receipt, and {@code Location} of what was created. */
public final class Answers {
    private Answers() {
    }

    /** 201 with the place of the new resource, a path relative to the public base. */
    public static <T> ResponseEntity<T> created(String path, Receipt receipt, T body) {
        return ResponseEntity.status(HttpStatus.CREATED).headers(versioned(receipt))
                .location(URI.create(UriComponentsBuilder.fromPath(path).encode().toUriString())).body(body);
    }

    public static <T> ResponseEntity<T> changed(Receipt receipt, T body) {
        return ResponseEntity.ok().headers(versioned(receipt)).body(body);
    }

    /** 204 */
    public static ResponseEntity<Void> changed(Receipt receipt) {
        return ResponseEntity.noContent().headers(versioned(receipt)).build();
    }

    /** A resource and the version it was read at. */
    public static <T> ResponseEntity<T> at(long sequence, T body) {
        return ResponseEntity.ok().eTag(Versions.etag(sequence)).body(body);
    }

    private static HttpHeaders versioned(Receipt receipt) {
        var headers = new HttpHeaders();
        headers.set(Receipts.HEADER, Receipts.write(receipt));
        headers.setETag(Versions.etag(receipt.sequence()));
        return headers;
    }
}
