package io.countersign.events.command;

import io.countersign.web.api.Versions;
import java.net.URI;
import org.springframework.http.ResponseEntity;

/**
 * Answers to accepted commands: {@code ETag} is the aggregate's version, header {@code Countersign-Receipt} lets the next read wait for
 * what this one wrote. A command that changed nothing where nothing was leaves neither.
 */
public final class Accepted {
    /** {@code <aggregate id>:<sequence>}. */
    public static final String RECEIPT = "Countersign-Receipt";

    private Accepted() {
    }

    /** 201 with {@code Location}. */
    public static <T> ResponseEntity<T> created(Receipt receipt, String location, T body) {
        return headers(ResponseEntity.created(URI.create(location)), receipt).body(body);
    }

    /** 200 with a body. */
    public static <T> ResponseEntity<T> with(Receipt receipt, T body) {
        return headers(ResponseEntity.ok(), receipt).body(body);
    }

    /** 204. */
    public static ResponseEntity<Void> done(Receipt receipt) {
        return headers(ResponseEntity.noContent(), receipt).build();
    }

    private static <B extends ResponseEntity.HeadersBuilder<B>> B headers(ResponseEntity.HeadersBuilder<B> answer, Receipt receipt) {
        return receipt.sequence() < 0
                ? answer.headers(none -> {
                })
                : answer.eTag(Versions.etag(receipt.sequence())).header(RECEIPT, Receipts.write(receipt));
    }
}
