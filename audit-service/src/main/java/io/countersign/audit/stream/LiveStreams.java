package io.countersign.audit.stream;

import io.countersign.audit.ledger.AppendSignal;
import io.countersign.audit.ledger.History;
import io.countersign.audit.ledger.Visibility;
import io.countersign.audit.stream.StreamSlots.Slot;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * Streams as servers send them (WHATWG HTML, section 9.2), each on a virtual thread of its own. A reader who takes nothing for as long as
 * the server waits for a write is cut off.
 */
@Component
class LiveStreams {
    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);
    private final History history;
    private final AppendSignal appendSignal;
    private final StreamProperties bounds;
    private final Set<Answer> open = ConcurrentHashMap.newKeySet();

    LiveStreams(History history, AppendSignal appendSignal, StreamProperties bounds) {
        this.history = history;
        this.appendSignal = appendSignal;
        this.bounds = bounds;
    }

    /**
     * Begins one.
     *
     * @param slot which it frees at its end
     * @param next  position of the first event that is sent
     */
    SseEmitter begin(Slot slot, String tree, Visibility visibility, long next) {
        var emitter = new SseEmitter(bounds.longest().toMillis());
        var answer = new Answer(emitter, appendSignal.at(tree));
        emitter.onTimeout(answer::end);
        emitter.onError(failure -> answer.end());
        emitter.onCompletion(answer::end);
        open.add(answer);
        Thread.ofVirtual().name("stream").start(() -> run(answer, slot, new Subscription(history, tree, visibility, answer, next)));
        return emitter;
    }

    private void run(Answer answer, Slot slot, Subscription subscription) {
        try (slot; var arrival = answer.arrival) {
            subscription.run(arrival, bounds.heartbeat());
            answer.emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("A stream client has disconnected: {}", gone.toString());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException unavailable) {
            LOG.warn("A stream is closed because the log is unavailable; its client reconnects: {}", unavailable.toString());
            answer.emitter.complete();
        } finally {
            open.remove(answer);
        }
    }

    /** Before the server waits for its answers to end. */
    @EventListener(ContextClosedEvent.class)
    void endAll() {
        open.forEach(Answer::end);
    }

    private static final class Answer implements Subscription.Reader {
        private final SseEmitter emitter;
        private final AppendSignal.Arrival arrival;
        private volatile boolean ended;

        Answer(SseEmitter emitter, AppendSignal.Arrival arrival) {
            this.emitter = emitter;
            this.arrival = arrival;
        }

        void end() {
            ended = true;
            arrival.wake();
        }

        @Override
        public void tell(History.Event event) throws IOException {
            emitter.send(at(event.index()).data(StreamedEvent.of(event), MediaType.APPLICATION_JSON));
        }

        @Override
        public void signOfLife(long position) throws IOException {
            emitter.send((position < 0 ? SseEmitter.event() : at(position)).comment(""));
        }

        private static SseEventBuilder at(long position) {
            return SseEmitter.event().id(Long.toString(position));
        }

        @Override
        public boolean gone() {
            return ended;
        }
    }
}
