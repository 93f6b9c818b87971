package io.countersign.access;

import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether {@code countersign.access.topics} names any topic, in whatever notation. */
final class OnAccessTopicsCondition implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !Binder.get(context.getEnvironment()).bind("countersign.access.topics", Bindable.listOf(String.class)).orElse(List.of())
                .isEmpty();
    }
}
