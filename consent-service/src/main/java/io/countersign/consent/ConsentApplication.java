package io.countersign.consent;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Consent: it owns who said yes, and who may not use MCP at all. */
@SpringBootApplication
@EnableScheduling
public class ConsentApplication {
    public static void main(String[] args) {
        SpringApplication.run(ConsentApplication.class, args);
    }
}
