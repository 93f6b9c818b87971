package io.countersign.events.consumer;

import com.mongodb.MongoException;
import com.mongodb.MongoServerException;
import io.countersign.eventstore.EventLogException;
import io.countersign.web.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.bson.BsonMaximumSizeExceededException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * The one judgement on what fails while an event is handled: either waiting helps, because a store, a broker or a peer did not answer or
 * somebody else was faster, or the same event fails again tomorrow. Whatever is not known to pass does not.
 */
public final class Failures {
    private static final int TOO_LARGE = 10334;

    private Failures() {
    }

    /** Whether the same event may take effect later without anybody's doing. The outermost failure that is known decides. */
    public static boolean pass(Throwable failure) {
        Set<Throwable> seen = new HashSet<>();
        for (@Nullable
        Throwable each = failure; each != null && seen.add(each); each = each.getCause()) {
            var known = judged(each);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return false;
    }

    private static Optional<Boolean> judged(Throwable failure) {
        return switch (failure) {
            case EventConsumer.Poisoned _,BsonMaximumSizeExceededException _,EventLogException.EventTooLarge _,EventLogException.Removed _ ->
                Optional.of(false);
            case MongoServerException refused when refused.getCode() == TOO_LARGE -> Optional.of(false);
            case EventConsumer.NotNow _,EventLogException _,MongoException _,KafkaException _ -> Optional.of(true);
            case Problem problem -> Optional.of(passes(problem));
            case SocketException _,UnknownHostException _,HttpTimeoutException _,InterruptedIOException _,EOFException _,ClosedChannelException _,UnresolvedAddressException _ ->
                Optional.of(true);
            case TimeoutException _,InterruptedException _,RejectedExecutionException _,OutOfMemoryError _ -> Optional.of(true);
            default -> failure.getClass() == IOException.class ? Optional.of(true) : Optional.empty();
        };
    }

    /** A lost race is one too: somebody else changed the aggregate at the same moment, five times in a row. */
    private static boolean passes(Problem problem) {
        return problem.status().is5xxServerError() || problem.status() == HttpStatus.TOO_MANY_REQUESTS || problem.code().equals("conflict");
    }
}
