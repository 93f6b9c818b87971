package io.countersign.token.broken;

import java.util.UUID;
import org.axonframework.spring.stereotype.Aggregate;

/** An aggregate that throws dice. */
@Aggregate
final class Gambler {
    String next() {
        return UUID.randomUUID().toString();
    }
}
