package io.countersign.events.search;

import io.countersign.events.projection.LocalView;
import io.countersign.events.projection.LocalViewNotReady;
import io.countersign.events.projection.View.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.springframework.util.FileSystemUtils;

/** A Lucene index of a view's rows, in a directory of its own that ends with it: whatever it holds is created again from the rows. */
public final class RowIndex<V extends Record> implements LocalView<V> {
    private final IndexedFields<V> fields;
    private final Path directory;
    private final FSDirectory files;
    private final IndexWriter writer;
    private final SearcherManager searchers;

    public RowIndex(IndexedFields<V> fields) {
        this.fields = fields;
        try {
            directory = Files.createTempDirectory("countersign-index-");
            files = FSDirectory.open(directory);
            writer = new IndexWriter(files, new IndexWriterConfig().setCommitOnClose(false));
            searchers = new SearcherManager(writer, new SearcherFactory());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** @throws LocalViewNotReady when another index took its place meanwhile */
    public <R> R ask(Function<Search, R> questions) {
        try {
            var searcher = searchers.acquire();
            try {
                return questions.apply(new Search(searcher));
            } finally {
                searchers.release(searcher);
            }
        } catch (AlreadyClosedException replaced) {
            throw new LocalViewNotReady();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void put(Row<V> row) {
        writing(() -> writer.updateDocument(key(row.aggregateId()), fields.document(row)));
    }

    @Override
    public void remove(String aggregateId) {
        writing(() -> writer.deleteDocuments(key(aggregateId)));
    }

    @Override
    public void publish() {
        writing(() -> {
            searchers.maybeRefreshBlocking();
            return 0L;
        });
    }

    private static Term key(String aggregateId) {
        return new Term(IndexedFields.ID, aggregateId);
    }

    private static void writing(Writing step) {
        try {
            step.run();
        } catch (AlreadyClosedException replaced) {
            throw new LocalViewNotReady();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    @Override
    public void close() {
        try {
            searchers.close();
            writer.rollback();
            files.close();
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private interface Writing {
        long run() throws IOException;
    }
}
