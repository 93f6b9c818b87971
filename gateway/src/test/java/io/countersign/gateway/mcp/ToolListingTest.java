package io.countersign.gateway.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.gateway.mcp.ToolListing.Unreadable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of a list of tools for a token that may call {@code a} and {@code é}. */
class ToolListingTest {
    private static final ToolListing LISTING = new ToolListing(List.of("a", "é")::contains);

    @Test
    void everyOtherCharacterStaysAsItWas() throws Unreadable {
        assertThat(LISTING.of("""
                 { "result" : { "nextCursor":"c\\u0041",  "tools" : [ {"name":"a","inputSchema":{"maximum":1e400, "name":"b"}} ,
                {"name":"b"},{ "title":"x", "name":"\\u00e9" } ] , "cacheScope" : "public", "ttlMs":1.50}, "id":"\\u00e9" }"""))
                .isEqualTo("""
                         { "result" : { "nextCursor":"c\\u0041",  "tools" : [{"name":"a","inputSchema":{"maximum":1e400, "name":"b"}},\
                        { "title":"x", "name":"\\u00e9" }] , "cacheScope" : "private", "ttlMs":1.50}, "id":"\\u00e9" }""");
    }

    // TR-21
    @Test
    void aListIsNobodyElsesEvenWhenNothingIsLeftOutOrNothingIsLeft() throws Unreadable {
        assertThat(LISTING.of("{\"id\":1,\"result\":{\"tools\":[{\"name\":\"a\"}]}}"))
                .isEqualTo("{\"id\":1,\"result\":{\"cacheScope\":\"private\",\"tools\":[{\"name\":\"a\"}]}}");
        assertThat(LISTING.of("{\"id\":1,\"result\":{\"cacheScope\":{\"a\":[1]},\"tools\":[{\"name\":\"b\"}]}}"))
                .isEqualTo("{\"id\":1,\"result\":{\"cacheScope\":\"private\",\"tools\":[]}}");
    }

    @Test
    void whatHasNoNameIsNoToolThatAnybodyMayCall() throws Unreadable {
        assertThat(LISTING.of("{\"result\":{\"cacheScope\":\"private\",\"tools\":[{},{\"name\":7},\"a\",[{\"name\":\"a\"}],null]}}"))
                .isEqualTo("{\"result\":{\"cacheScope\":\"private\",\"tools\":[]}}");
    }

    @Test
    void otherMessagesStayAsTheyAre() throws Unreadable {
        for (var other : List.of("{\"id\":1,\"error\":{\"code\":-32601,\"data\":{\"tools\":[{\"name\":\"b\"}]}}}",
                "{\"result\":{\"tools\":{}}}",
                "{\"method\":\"notifications/message\",\"params\":{\"tools\":[1]}}", "{\"result\":[{\"tools\":[1]}]}", "{}")) {
            assertThat(LISTING.of(other)).isEqualTo(other);
        }
    }

    /** Two parsers could read two lists in it, or it is none. */
    @Test
    void whatCannotBeReadInOneWayIsNotPassedOn() {
        for (var unreadable : List.of("", "[]", "7", "[{\"result\":{\"tools\":[]}}]", "{\"result\":{\"tools\":[{\"name\":\"b\"}]}",
                "{\"result\":{\"tools\":[]},\"result\":{\"tools\":[{\"name\":\"b\"}]}}", "{\"result\":{\"tools\":[],\"tools\":[]}}",
                "{\"result\":{\"tools\":[{\"name\":\"a\",\"name\":\"b\"}]}}", "{}{}", "{\"a\":1,}")) {
            assertThatExceptionOfType(Unreadable.class).as(unreadable).isThrownBy(() -> LISTING.of(unreadable));
        }
    }
}
