package io.countersign.registry.authority;

import io.countersign.registry.contract.ReasonCode;
import org.jspecify.annotations.Nullable;

/** Why a caller does something, where the request may leave it out. */
public record StatedReason(@Nullable ReasonCode reasonCode) {
    /** {@code ADMIN} where nothing is stated. */
    public static ReasonCode of(@Nullable StatedReason stated) {
        return stated == null ? ReasonCode.ADMIN : of(stated.reasonCode);
    }

    /** {@code ADMIN} where nothing is stated. */
    public static ReasonCode of(@Nullable ReasonCode stated) {
        return stated == null ? ReasonCode.ADMIN : stated;
    }
}
