package io.countersign.embeddedmongo;

class InMemoryServerTest extends ServerContract {

    @Override
    DurableMongoServer start() {
        return DurableMongoServer.inMemory();
    }
}
