package io.countersign.audit.intake;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one assigned consumer of a topic: a thread that reads until it is stopped, with a new consumer after every failure. */
final class TopicThread {
    private static final Logger LOG = LoggerFactory.getLogger(TopicThread.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long STOP_MILLIS = 5_000;
    private final String topic;
    private final Supplier<Consumer<String, byte[]>> consumers;
    private final Function<Consumer<String, byte[]>, TopicIntake> intakes;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable String trouble;
    private volatile boolean again;

    TopicThread(String topic, Supplier<Consumer<String, byte[]>> consumers, Function<Consumer<String, byte[]>, TopicIntake> intakes) {
        this.topic = topic;
        this.consumers = consumers;
        this.intakes = intakes;
        this.thread = Thread.ofPlatform().daemon().name("intake " + topic).start(this::run);
    }

    private void run() {
        while (goesOn()) {
            try (var consumer = consumers.get()) {
                read(intakes.apply(consumer));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                if (goesOn()) {
                    trouble = e.toString();
                    LOG.warn("Consumer of {} failed and is restarted: {}", topic, e.toString());
                    pause();
                }
            }
        }
    }

    private void read(TopicIntake intake) throws InterruptedException {
        while (goesOn() && !intake.assign()) {
            pause();
        }
        while (goesOn()) {
            if (again) {
                again = false;
                intake.readAgain();
            }
            intake.step();
            trouble = null;
        }
        intake.keep(true);
    }

    private boolean goesOn() {
        return stopped.getCount() > 0;
    }

    /** A second, or until it is stopped. */
    private void pause() {
        try {
            var ignored = stopped.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String topic() {
        return topic;
    }

    /** Why the topic cannot be read at the moment. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** From the beginning, with the next poll. */
    void readAgain() {
        again = true;
    }

    /** The last poll ends by itself; a thread that still waits for the ledger after that is interrupted. */
    void stop() {
        stopped.countDown();
        try {
            if (!thread.join(Duration.ofMillis(STOP_MILLIS))) {
                thread.interrupt();
                thread.join(STOP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
