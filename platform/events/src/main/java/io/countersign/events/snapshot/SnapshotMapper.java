package io.countersign.events.snapshot;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Writes aggregates as snapshots (Jackson 2, as Axon needs it): their fields, and the class of a value only where its declared type is one
 * of our own interfaces, so the rules carry no annotation. Snapshots are the only thing written this way; a class that changed gets a new
 * revision and its old snapshots are dropped.
 */
final class SnapshotMapper {
    private static final String OURS = "io.countersign.";

    private SnapshotMapper() {
    }

    static ObjectMapper create() {
        var mapper = new ObjectMapper().registerModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .setVisibility(PropertyAccessor.ALL, Visibility.NONE).setVisibility(PropertyAccessor.FIELD, Visibility.ANY)
                .setVisibility(PropertyAccessor.CREATOR, Visibility.ANY);
        return mapper.setDefaultTyping(types());
    }

    private static TypeResolverBuilder<?> types() {
        var ours = BasicPolymorphicTypeValidator.builder().allowIfSubType(OURS).build();
        return new OurInterfaces(ours).init(JsonTypeInfo.Id.CLASS, null).inclusion(JsonTypeInfo.As.PROPERTY);
    }

    private static final class OurInterfaces extends ObjectMapper.DefaultTypeResolverBuilder {
        private static final long serialVersionUID = 1L;

        OurInterfaces(BasicPolymorphicTypeValidator validator) {
            super(ObjectMapper.DefaultTyping.OBJECT_AND_NON_CONCRETE, validator);
        }

        @Override
        public boolean useForType(JavaType type) {
            return type.isAbstract() && !type.isPrimitive() && type.getRawClass().getName().startsWith(OURS);
        }
    }
}
