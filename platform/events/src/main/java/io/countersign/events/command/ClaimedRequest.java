package io.countersign.events.command;

import com.github.f4b6a3.ulid.Ulid;
import io.countersign.eventstore.claim.RequestClaims.Claim;
import io.countersign.hash.Sha256;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A request with an {@code Idempotency-Key} while it acts: the same ids and commit ids each time it is repeated. */
final class ClaimedRequest {
    static final String ATTRIBUTE = ClaimedRequest.class.getName();
    private static final int ENTROPY_BYTES = 10;

    private final Claim claim;
    private final boolean repeated;
    private final BooleanSupplier showsOnce;
    private final AtomicInteger ids = new AtomicInteger();
    private final AtomicInteger commits = new AtomicInteger();
    private volatile boolean acted;

    /** @param showsOnce whether the endpoint is marked {@link OnceOnly}; known once its handler is */
    ClaimedRequest(Claim claim, boolean repeated, BooleanSupplier showsOnce) {
        this.claim = claim;
        this.repeated = repeated;
        this.showsOnce = showsOnce;
    }

    /** A command of this request took effect. */
    void acted() {
        acted = true;
    }

    boolean hasActed() {
        return acted;
    }

    boolean repeated() {
        return repeated;
    }

    boolean showsOnce() {
        return showsOnce.getAsBoolean();
    }

    String nextCommitId() {
        var n = commits.getAndIncrement();
        return n == 0 ? claim.commitId() : claim.commitId() + "." + n;
    }

    String nextUlid() {
        var digest = Sha256.bytes(claim.idSeed() + ":" + ids.getAndIncrement());
        return new Ulid(claim.createdAt().toEpochMilli(), Arrays.copyOf(digest, ENTROPY_BYTES)).toString();
    }
}
