package io.countersign.web.api;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A time in the future and at most so many days away, by the clock of the service; null is for others to judge. */
@Documented
@Constraint(validatedBy = EndsWithin.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface EndsWithin {
    int days();

    String message() default "must lie in the future, at most {days} days from now";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Compares with the clock that validation was given. */
    final class Validator implements ConstraintValidator<EndsWithin, Instant> {
        private Duration longest = Duration.ZERO;

        @Override
        public void initialize(EndsWithin bound) {
            longest = Duration.ofDays(bound.days());
        }

        @Override
        public boolean isValid(@Nullable Instant end, ConstraintValidatorContext context) {
            var now = context.getClockProvider().getClock().instant();
            return end == null || (end.isAfter(now) && !end.isAfter(now.plus(longest)));
        }
    }
}
