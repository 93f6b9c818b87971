package io.countersign.events.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoTimeoutException;
import io.countersign.events.automation.Automation;
import io.countersign.events.command.Commands;
import io.countersign.events.log.EventCatalog;
import io.countersign.events.log.Recorded;
import io.countersign.events.projection.LampViews;
import io.countersign.events.sample.LampCommand.InstallLamp;
import io.countersign.events.sample.LampCommand.SwitchLamp;
import io.countersign.events.sample.LampEvent.LampSwitched;
import io.countersign.events.sample.LampEvent;
import io.countersign.events.sample.SampleService;
import io.countersign.testkit.Parts;
import io.countersign.web.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;

/**
 * A7, for every kind of consumer on the real broker: what passes is waited for, poison parks its own aggregate and is tried again by
 * itself, and nothing is dropped, whatever the framework thinks of the exception.
 */
@Tag("broker")
class ErrorPolicyOnKafkaTest {
    private static final String TOPIC = "countersign.policy";
    private static final String FACTS = "countersign.policy-facts";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ConcurrentLinkedQueue<String> EFFECTS = new ConcurrentLinkedQueue<>();
    private static volatile Consumer<String> fault = _ -> {
    };
    private static int tests;
    @TempDir
    static Path keys;
    private static SampleService service;

    /** The kinds of consumers there are. */
    enum Kind {
        VIEW("policy-lamps"), POLICY("when-switched-then-nothing"), FACTS("when-fact-then-nothing");

        private final String consumer;

        Kind(String consumer) {
            this.consumer = consumer;
        }

        /** Something happens to a lamp that this kind hears of. */
        void happens(String lamp) throws Exception {
            if (this == FACTS) {
                fact(lamp);
            } else {
                service.bean(Commands.class).send(new InstallLamp(lamp, lamp));
                service.bean(Commands.class).send(new SwitchLamp(lamp, true));
            }
        }
    }

    /** The consumers; each effect passes the fault of the test. */
    @Configuration(proxyBeanMethods = false)
    static class Kinds {
        @Bean
        Automation policy(EventCatalog catalog) {
            return new Policy(Kind.POLICY, catalog);
        }

        @Bean
        Automation facts() {
            return new Policy(Kind.FACTS, EventCatalog.facts(FACTS, LampEvent.class));
        }
    }

    /** @param kind whose effects it has */
    record Policy(Kind kind, EventCatalog source) implements Automation {
        @Override
        public String name() {
            return kind.consumer;
        }

        @Override
        public List<Object> when(Recorded<?> recorded) {
            effect(kind, recorded);
            return List.of();
        }
    }

    private static void effect(Kind kind, Recorded<?> recorded) {
        if (recorded.event() instanceof LampSwitched switched) {
            fault.accept(kind + " " + switched.lampId());
            EFFECTS.add(kind + " " + switched.lampId());
        }
    }

    @BeforeAll
    static void start() throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", Parts.kafka().bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(FACTS, 2, (short) 1))).all().get();
        }
        LampViews.fault = recorded -> effect(Kind.VIEW, recorded);
        service = new SampleService(keys, List.of(LampViews.class, Kinds.class),
                Map.of("spring.kafka.bootstrap-servers", Parts.kafka().bootstrapServers(), "countersign.logs[0].topic", TOPIC,
                        "countersign.consumers.retry-every", "1s"));
    }

    @AfterAll
    static void end() {
        service.close();
        LampViews.mend();
    }

    @AfterEach
    void mended() {
        fault = _ -> {
        };
    }

    private static void fact(String lamp) throws Exception {
        var fact = """
                {"id":"01J","source":"/gateway/1","type":"%s.LampSwitched.v1","subject":"%s","correlationid":"chain","time":"2026-11-21T09:00:00Z",
                 "data":{"lampId":"%s","on":true}}"""
                .formatted(FACTS, lamp, lamp);
        send(new ProducerRecord<>(FACTS, lamp, fact.getBytes(StandardCharsets.UTF_8)));
    }

    private static void send(ProducerRecord<String, byte[]> record) throws Exception {
        try (var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", Parts.kafka().bootstrapServers()),
                new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    private static String lamp(String name) {
        return "lmp-" + name + "-" + ++tests;
    }

    /** @param times how often it fails before it succeeds */
    private static void failing(Kind kind, String lamp, int times, RuntimeException failure) {
        var left = new java.util.concurrent.atomic.AtomicInteger(times);
        fault = each -> {
            if (each.equals(kind + " " + lamp) && left.getAndDecrement() > 0) {
                throw failure;
            }
        };
    }

    private static void effectsOnce(Kind kind, String... lamps) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(EFFECTS).contains(List.of(lamps).stream().map(lamp -> kind + " " + lamp)
                .toArray(String[]::new)));
        for (var lamp : lamps) {
            assertThat(EFFECTS.stream().filter((kind + " " + lamp)::equals)).hasSize(1);
        }
    }

    private static List<DeadLetterStore.Letter> letters(Kind kind) {
        return service.bean(DeadLetterStore.class).of(kind.consumer).stream().filter(letter -> kind == Kind.FACTS || !isStray(letter))
                .toList();
    }

    private static boolean isStray(DeadLetterStore.Letter letter) {
        return letter.delivery().aggregateId().startsWith(TOPIC);
    }

    /** The framework drops whatever has one of its fatal exceptions anywhere in the chain, on the first attempt. */
    @ParameterizedTest
    @EnumSource
    void whatPassesIsWaitedForEvenIfItCarriesAnExceptionThatTheFrameworkHoldsForFatal(Kind kind) throws Exception {
        var lamp = lamp("waits");
        failing(kind, lamp, 4, new MongoTimeoutException("down", new ClassCastException("deep")));

        kind.happens(lamp);

        effectsOnce(kind, lamp);
        assertThat(letters(kind)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aLostRaceIsTriedAgainAndIsNoDeadLetter(Kind kind) throws Exception {
        var lamp = lamp("races");
        failing(kind, lamp, 4, new Problem(HttpStatus.CONFLICT, "conflict", "Somebody was faster."));

        kind.happens(lamp);

        effectsOnce(kind, lamp);
        assertThat(letters(kind)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void poisonParksItsAggregateOnlyAndIsHadByItselfOnceItIsMended(Kind kind) throws Exception {
        var poisoned = lamp("poisoned");
        var well = lamp("well");
        failing(kind, poisoned, Integer.MAX_VALUE, new IllegalStateException("poison", new ClassCastException("deep")));

        kind.happens(poisoned);
        kind.happens(well);

        effectsOnce(kind, well);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(letters(kind)).hasSize(1));
        fault = _ -> {
        };
        effectsOnce(kind, poisoned);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(letters(kind)).isEmpty());
    }

    /** What nobody's relay has sent: no key, no headers, no bytes. */
    @Test
    void aRecordThatIsNoEventIsParkedByItself() throws Exception {
        var well = lamp("beside");
        send(new ProducerRecord<>(TOPIC, null, null));

        Kind.POLICY.happens(well);

        effectsOnce(Kind.POLICY, well);
        effectsOnce(Kind.VIEW, well);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                service.bean(DeadLetterStore.class).of(Kind.POLICY.consumer)).filteredOn(ErrorPolicyOnKafkaTest::isStray).singleElement()
                .satisfies(letter -> assertThat(letter.reason()).isEqualTo(DeadLetterStore.Reason.UNREADABLE)));
    }
}
