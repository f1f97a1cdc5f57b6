package dev.muster.twinservice.http.api.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.muster.assetmodel.command.Author;
import dev.muster.assetmodel.exchange.EntityLine;
import dev.muster.assetmodel.exchange.EntityTable;
import dev.muster.assetmodel.exchange.ModelExport;
import dev.muster.assetmodel.exchange.csv.CsvText;
import dev.muster.assetmodel.fact.Precedence;
import dev.muster.assetmodel.identity.AssetId;
import dev.muster.assetmodel.identity.GroupKey;
import dev.muster.assetmodel.identity.Principal;
import dev.muster.assetmodel.view.Asset;
import dev.muster.assetmodel.view.Group;
import dev.muster.twinservice.exchange.DirectModel;
import dev.muster.twinservice.exchange.ExchangeSettings;
import dev.muster.twinservice.exchange.ImportJob;
import dev.muster.twinservice.exchange.ImportJobs;
import dev.muster.twinservice.exchange.ImportRun;
import dev.muster.twinservice.exchange.LineReader;
import dev.muster.twinservice.http.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Files into a model and out of it, without HTTP. */
final class ModelFiles {
    private static final int LINE_BYTES_MAX = 4_096;

    private ModelFiles() {}

    static String ndjson(ModelExport export) {
        return Arrays.stream(EntityLine.Kind.values())
                .flatMap(export::lines)
                .map(line -> new String(Json.bytes(line), UTF_8) + "\n")
                .collect(Collectors.joining());
    }

    static String csv(ModelExport export, EntityLine.Kind kind) {
        EntityTable table = EntityTable.of(kind, export.lines(kind));
        StringBuilder text = new StringBuilder();
        CsvText.append(text, List.copyOf(table.header()));
        export.lines(kind).forEach(line -> table.rows(line).forEach(row -> CsvText.append(text, row)));
        return text.toString();
    }

    /** The whole of a model as it is now. */
    static ModelExport of(DirectModel model) {
        return ModelExport.of(model.view.history(), null, null);
    }

    static ImportJob importNdjson(DirectModel model, String file, boolean dryRun) {
        return bring(model, new NdjsonReader(LINE_BYTES_MAX), file, dryRun);
    }

    static ImportJob importCsv(DirectModel model, String file, boolean dryRun) {
        return bring(
                model,
                new CsvEntityReader(LINE_BYTES_MAX, null, Map.of(), EntityLine.Kind.ASSET, known(model)),
                file,
                dryRun);
    }

    static KnownEntities known(DirectModel model) {
        return new KnownEntities() {
            @Override
            public Optional<Asset> asset(AssetId id) {
                return model.view.asset(id);
            }

            @Override
            public Optional<Group> group(GroupKey key) {
                return model.view.group(key);
            }
        };
    }

    static ImportJob bring(DirectModel model, LineReader reader, String file, boolean dryRun) {
        Config reference = ConfigFactory.defaultReference();
        try (ImportJobs jobs = new ImportJobs(
                model.view,
                model.view.history(),
                model,
                ExchangeSettings.from(reference),
                Precedence.MANUAL,
                model,
                () -> "job")) {
            ImportRun run = jobs.start(reader, "any", dryRun, Author.of(new Principal("tester")))
                    .orElseThrow();
            run.take(file.getBytes(UTF_8)).toCompletableFuture().join();
            run.end().toCompletableFuture().join();
            return run.job();
        }
    }
}
