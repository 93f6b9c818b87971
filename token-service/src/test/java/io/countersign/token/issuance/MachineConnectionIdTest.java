package io.countersign.token.issuance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineConnectionIdTest {
    @Test
    void theSameBindingIsTheSameConnection() {
        assertThat(MachineConnectionId.of("cli-1", "srv-1", 4)).isEqualTo(MachineConnectionId.of("cli-1", "srv-1", 4))
                .matches("con-[0-9A-HJKMNP-TV-Z]{26}");
    }

    @Test
    void aNewBindingIsANewConnection() {
        assertThat(MachineConnectionId.of("cli-1", "srv-1", 4)).isNotEqualTo(MachineConnectionId.of("cli-1", "srv-1", 5));
    }
}
