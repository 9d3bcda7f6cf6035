using System.Text;
using Maillage.Features.Places;
using Maillage.Features.Places.Import;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Maillage.Tests.Features.Places.Import.ImportScene;

namespace Maillage.Tests.Features.Places.Import;

public class ImportTests
{
    private const string Header = "id;nom;commune;code_postal;adresse;services;presentation_detail";

    [Fact]
    public async Task A_Windows_1252_file_keeps_its_accents()
    {
        await using var scene = await Start();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var csv = $"{Header}\r\n1;Médiathèque de l’Évêché;Angers;49000;1 place;;Prix : 5 €\r\n";

        await scene.Import(Encoding.GetEncoding(1252).GetBytes(csv));

        var place = await scene.Only();
        Assert.Equal("Médiathèque de l’Évêché", place.Name);
        Assert.Equal("Prix : 5 €", place.Presentation);
    }

    [Fact]
    public async Task The_journal_holds_the_run_of_an_import_and_not_its_records()
    {
        await using var scene = await Start();

        var report = await scene.Import($"{Header}\n1;Médiathèque;Angers;49000;;;\n2;Mairie;Angers;49000;;;\n");

        await using var db = scene.Db();
        var lines = await db.JournalLines.OrderBy(l => l.Id).ToListAsync();
        Assert.Equal("created", lines[0].Action);
        Assert.All(lines, line => Assert.Equal(("ImportRun", report.RunId), (line.Subject, line.SubjectId)));
    }

    [Fact]
    public async Task A_file_glued_from_two_encodings_keeps_its_accents()
    {
        await using var scene = await Start();
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        byte[] csv =
        [
            .. Encoding.UTF8.GetBytes($"{Header}\n1;Médiathèque;Angers;49000;;;\n"),
            .. Encoding.GetEncoding(1252).GetBytes("2;Bibliothèque;Angers;49000;;;\n"),
        ];

        await scene.Import(csv);

        await using var db = scene.Db();
        Assert.Equal(["Bibliothèque", "Médiathèque"], await db.Places.Select(p => p.Name).Order().ToListAsync());
    }

    [Fact]
    public async Task A_record_that_has_not_changed_was_seen_all_the_same()
    {
        await using var scene = await Start();
        await scene.Import(Json(Record()));
        scene.App.Clock.Advance(TimeSpan.FromMinutes(1));

        var report = await scene.Import(Json(Record()));

        Assert.Equal(1, report.Summary.Unchanged);
        var source = Assert.Single((await scene.Only()).Sources);
        Assert.Equal(scene.App.Clock.GetUtcNow().UtcDateTime, source.LastSeenAt, TimeSpan.FromSeconds(1));
        Assert.NotEqual(source.FirstSeenAt, source.LastSeenAt);
    }

    public static TheoryData<string, bool> Encodings =>
        new()
        {
            { "utf-8", true },
            { "utf-16", true },
            { "utf-16", false },
            { "utf-16BE", true },
        };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Unicode_files_are_read_with_or_without_their_mark(string name, bool withMark)
    {
        await using var scene = await Start();
        var encoding = Encoding.GetEncoding(name);
        byte[] csv =
        [
            .. withMark ? encoding.GetPreamble() : [],
            .. encoding.GetBytes($"{Header}\n1;Médiathèque;Angers;49000;;;\n"),
        ];

        var report = await scene.Import(csv);

        Assert.Equal(1, report.Summary.Created);
        Assert.Equal("Médiathèque", (await scene.Only()).Name);
    }

    [Theory]
    [InlineData(';')]
    [InlineData(',')]
    [InlineData('\t')]
    public async Task Columns_come_in_any_order_between_commas_semicolons_or_tabs(char separator)
    {
        await using var scene = await Start();
        var csv = "nom;adresse;code_postal;COMMUNE;Id\r\nMairie;\"1; rue, des Lilas\";49000;Angers;a\r\n".Replace(
            ';',
            separator
        );

        await scene.Import(csv);

        var place = await scene.Only();
        Assert.Equal(("Mairie", "Angers", "49007"), (place.Name, place.CommuneName, place.Insee));
        Assert.Equal("a", Assert.Single(place.Sources).SourceId);
    }

    [Fact]
    public async Task A_line_break_within_quotes_belongs_to_the_value_and_the_next_line_keeps_its_number()
    {
        await using var scene = await Start();

        var report = await scene.Import(
            $"{Header}\r\n1;Mairie;Angers;49000;;;\"Lundi\r\nMardi\"\r\n2;;Angers;49000;;;\r\n"
        );

        Assert.Equal("Lundi\r\nMardi", (await scene.Only()).Presentation);
        Assert.Equal(4, Assert.Single(report.Problems).Line);
    }

    [Fact]
    public async Task A_formula_that_a_spreadsheet_was_kept_from_running_comes_back_unharmed()
    {
        await using var scene = await Start();

        var report = await scene.Import($"{Header}\n1;'=Mairie(1);Angers;49000;;;\n");

        Assert.Equal("=Mairie(1)", (await scene.Only()).Name);
        Assert.Equal(0, report.Summary.Repaired);
    }

    [Fact]
    public async Task A_file_cut_within_quotes_gives_what_was_read_and_marks_nothing_as_gone()
    {
        await using var scene = await Start();
        await scene.Import(
            $"{Header}\n1;Mairie;Angers;49000;;;\n2;Ccas;Angers;49000;;;\n3;Poste;Angers;49000;;;\n",
            Listed()
        );

        var report = await scene.Import($"{Header}\n1;Mairie;Angers;49000;;;\n2;Ccas;Angers;49000;;;\"Ouv", Listed());

        Assert.False(report.IsClean);
        Assert.Equal((1, 1, 0), (report.Summary.Read, report.Summary.Unchanged, report.Summary.Gone));
        Assert.Contains("coupé", Assert.Single(report.Problems).Sentence, StringComparison.Ordinal);
        await using var db = scene.Db();
        Assert.Equal(3, await db.Places.CountAsync(p => p.GoneAt == null));
    }

    [Fact]
    public async Task A_file_cut_in_the_middle_of_a_line_gives_what_was_read()
    {
        await using var scene = await Start();

        var report = await scene.Import($"{Header}\n1;Mairie;Angers;49000;;;\n2;Ccas;Ang");

        Assert.Equal((1, 1, false), (report.Summary.Read, report.Summary.Created, report.IsClean));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task A_cut_JSON_file_gives_the_whole_records_before_the_cut(int missing)
    {
        await using var scene = await Start();
        var json = Json(Record(), Record(("id", "lieu-2")), Record(("id", "lieu-3")));

        var report = await scene.Import(json[..^missing]);

        Assert.False(report.IsClean);
        Assert.Equal(missing == 1 ? 3 : 2, report.Summary.Created);
        Assert.Contains("coupé", report.Problems[^1].Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>Connexion</body></html>", "page web")]
    [InlineData("", "vide")]
    [InlineData("\r\n  ", "vide")]
    [InlineData("PK\u0003\u0004…", "classeur")]
    [InlineData("a;b;c\n1;2;3\n", "--mapping")]
    [InlineData("{\"total\": 3}", "liste de lieux")]
    [InlineData("[1, 2", "coupé")]
    public async Task What_is_no_list_is_refused_with_one_sentence(string content, string word)
    {
        await using var scene = await Start();

        var report = await scene.Import(content);

        Assert.False(report.IsClean);
        Assert.Equal(0, report.Summary.Created);
        Assert.Contains(word, report.Problems[^1].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_run_says_what_would_happen_and_writes_nothing()
    {
        await using var scene = await Start();
        await scene.Import(Json(Record(), Record(("id", "lieu-2"))));

        var report = await scene.Import(Json(Record(("nom", "Autre nom")), Record(("id", "lieu-3"))), isTrial: true);

        Assert.Equal(
            (2, 1, 1, 1),
            (report.Summary.Read, report.Summary.Created, report.Summary.Updated, report.Summary.Gone)
        );
        Assert.Null(report.RunId);
        await using var db = scene.Db();
        Assert.Equal(2, await db.Places.CountAsync(p => p.Name == "Médiathèque d’Allonnes" && p.GoneAt == null));
        Assert.Equal(1, await db.ImportRuns.CountAsync());
        Assert.Equal(0, await db.StagedPlaces.CountAsync());
    }

    [Fact]
    public async Task A_list_that_lost_a_fifth_changes_nothing_unless_somebody_says_so()
    {
        await using var scene = await Start();
        await scene.Import(List(1, 10));

        var less = await Shrink(List(1, 9));
        var back = await scene.Import(List(1, 10));
        var fifth = await Shrink(List(3, 10));
        var numberedAnew = await Shrink(List(3, 12));
        var trial = await scene.Import(List(3, 10), isTrial: true);

        Assert.Equal((false, 1), (less.HasShrunk, less.Summary.Gone));
        Assert.Equal((1, 0), (back.Summary.Updated, back.Summary.Gone));
        Assert.True(fifth.HasShrunk);
        Assert.Null(fifth.RunId);
        Assert.Contains(
            "La liste « Liste d’essai » a perdu un cinquième de ses fiches ou plus : 8 au lieu de 10. Rien n’a été importé.",
            fifth.Problems.Select(problem => problem.Sentence)
        );
        Assert.True(numberedAnew.HasShrunk);
        Assert.Contains(
            "La liste « Liste d’essai » ne contient plus 2 de ses 10 fiches : ses identifiants ont-ils changé ? Rien n’a été importé.",
            numberedAnew.Problems.Select(problem => problem.Sentence)
        );
        // A trial tells both: what would leave, and that it is much.
        Assert.Equal(2, trial.Summary.Gone);
        Assert.Contains(
            trial.Problems,
            problem => problem.Sentence.Contains("8 au lieu de 10", StringComparison.Ordinal)
        );
        await using (var db = scene.Db())
        {
            Assert.Equal(0, await db.Places.CountAsync(p => p.GoneAt != null));
            Assert.Equal(0, await db.StagedPlaces.CountAsync());
            var stopped = await db.ImportRuns.Where(r => r.State == ImportState.Abandoned).ToListAsync();
            Assert.Equal(2, stopped.Count(r => r.HasShrunk));
        }

        var agreed = await scene.Import(List(3, 10));
        Assert.Equal(2, agreed.Summary.Gone);

        async Task<ImportReport> Shrink(string json)
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
            return await scene.Import(stream, evenIfSmaller: false);
        }

        static string List(int first, int last) =>
            Json([.. Enumerable.Range(first, last - first + 1).Select(number => Record(("id", $"lieu-{number}")))]);
    }

    [Fact]
    public async Task A_record_that_has_left_the_list_is_marked_and_unmarked_when_it_comes_back()
    {
        await using var scene = await Start();
        await scene.Import(Json(Record(), Record(("id", "lieu-2"))));

        var left = await scene.Import(Json(Record()));
        await using (var db = scene.Db())
        {
            Assert.Equal(1, await db.Places.CountAsync(p => p.GoneAt != null));
        }

        var back = await scene.Import(Json(Record(), Record(("id", "lieu-2"))));

        Assert.Equal((1, 0), (left.Summary.Gone, left.Summary.Updated));
        Assert.Equal((1, 0), (back.Summary.Updated, back.Summary.Gone));
        await using var after = scene.Db();
        Assert.Equal(0, await after.Places.CountAsync(p => p.GoneAt != null));
        Assert.Equal(2, await after.Places.CountAsync());
    }

    [Fact]
    public async Task A_place_that_another_list_still_holds_is_not_gone()
    {
        await using var scene = await Start();
        await scene.Import(Json(Record()));
        await using (var db = scene.Db())
        {
            var place = await db.Places.SingleAsync();
            db.PlaceSources.Add(
                new PlaceSource
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = place.Id,
                    Source = "Autre liste",
                    SourceId = "x",
                    Original = "{}",
                    Reading = "{}",
                    Fingerprint = "",
                    FirstSeenAt = place.CreatedAt,
                    LastSeenAt = place.CreatedAt,
                }
            );
            await db.SaveChangesAsync();
        }

        var report = await scene.Import(Json(Record(("id", "lieu-2"), ("nom", "Nouveau"))));

        Assert.Equal(1, report.Summary.Gone);
        await using var after = scene.Db();
        Assert.Equal(0, await after.Places.CountAsync(p => p.GoneAt != null));
    }

    [Fact]
    public async Task A_new_name_changes_neither_the_id_nor_the_address_of_a_place()
    {
        await using var scene = await Start();
        await scene.Import(Json(Record()));
        var before = await scene.Only();

        await scene.Import(Json(Record(("nom", "Bibliothèque du Centre"))));

        var after = await scene.Only();
        Assert.Equal((before.Id, "mediatheque-d-allonnes"), (after.Id, after.Slug));
        Assert.Equal("Bibliothèque du Centre", after.Name);
        Assert.Equal(before.Services[0].Id, after.Services[0].Id);
    }

    [Fact]
    public async Task An_import_changes_only_what_its_source_changed()
    {
        await using var scene = await Start();
        await scene.Import(Json(Record()));
        await using (var db = scene.Db())
        {
            var place = await db.Places.SingleAsync();
            place.OpeningHours = "Mo 09:00-12:00";
            place.VerifiedOn = new DateOnly(2026, 11, 1);
            await db.SaveChangesAsync();
        }

        await scene.Import(Json(Record(("adresse", "3 rue Neuve"))));

        var after = await scene.Only();
        Assert.Equal(("3 rue Neuve", "Mo 09:00-12:00"), (after.Address, after.OpeningHours));
        Assert.Equal(new DateOnly(2026, 11, 1), after.VerifiedOn);
    }

    [Fact]
    public async Task Places_of_one_name_and_commune_have_addresses_of_their_own()
    {
        await using var scene = await Start();

        await scene.Import(
            Json(
                Record(("nom", "Mairie")),
                Record(("id", "2"), ("nom", "Mairie")),
                Record(("id", "3"), ("nom", "MAIRIE"))
            )
        );

        await using var db = scene.Db();
        Assert.Equal(
            ["mairie-allonnes", "mairie-allonnes-2", "mairie-allonnes-3"],
            await db.Places.Select(p => p.Slug).Order().ToListAsync()
        );
    }

    [Fact]
    public async Task Undoing_brings_everything_back_together()
    {
        await using var scene = await Start();
        await scene.Import(Json(Record(), Record(("id", "lieu-2"), ("nom", "Ccas"))));
        scene.App.Pass(TimeSpan.FromDays(1));
        var second = await scene.Import(
            Json(Record(("nom", "Changé"), ("telephone", null)), Record(("id", "lieu-3"), ("nom", "Nouveau")))
        );

        var result = await scene.Undo(second.RunId!.Value);

        Assert.Equal((UndoOutcome.Undone, 1, 2), (result.Outcome, result.Removed, result.Restored));
        await using (var db = scene.Db())
        {
            Assert.Equal(["Ccas", "Médiathèque d’Allonnes"], await db.Places.Select(p => p.Name).Order().ToListAsync());
            Assert.Equal(0, await db.Places.CountAsync(p => p.GoneAt != null || p.Phone == null));
        }

        var again = await scene.Import(Json(Record(), Record(("id", "lieu-2"), ("nom", "Ccas"))));
        Assert.Equal(2, again.Summary.Unchanged);
        Assert.Equal(UndoOutcome.AlreadyUndone, (await scene.Undo(second.RunId!.Value)).Outcome);
        Assert.Equal(UndoOutcome.NotFound, (await scene.Undo(Guid.CreateVersion7())).Outcome);
    }

    [Fact]
    public async Task Undoing_keeps_what_people_changed_since()
    {
        await using var scene = await Start();
        var report = await scene.Import(
            Json(
                Record(),
                Record(("id", "lieu-2"), ("nom", "Ccas")),
                Record(("id", "lieu-3"), ("nom", "Maison photographiée"))
            )
        );
        await using (var db = scene.Db())
        {
            var edited = await db.Places.SingleAsync(p => p.Name == "Ccas");
            edited.ModifiedAt = edited.ModifiedAt.AddMinutes(5);
            db.PlacePhotos.Add(
                new PlacePhoto
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = await db
                        .Places.Where(p => p.Name == "Maison photographiée")
                        .Select(p => p.Id)
                        .SingleAsync(),
                    PictureId = Guid.CreateVersion7(),
                    Width = 800,
                    Height = 600,
                    Alternative = "La façade",
                    AddedBy = Guid.CreateVersion7(),
                    AddedAt = edited.ModifiedAt,
                }
            );
            await db.SaveChangesAsync();
        }

        var result = await scene.Undo(report.RunId!.Value);

        Assert.Equal((UndoOutcome.UndoneInPart, 1), (result.Outcome, result.Removed));
        Assert.Equal(["Ccas", "Maison photographiée"], result.Kept.Order());
        await using var after = scene.Db();
        Assert.Equal(2, await after.Places.CountAsync());
    }

    [Fact]
    public async Task An_import_that_dies_before_its_first_place_is_abandoned_by_the_next()
    {
        await using var scene = await Start();
        using var stopped = new CancellationTokenSource();
        var list = Json([.. Enumerable.Range(1, 600).Select(number => Record(("id", $"lieu-{number}")))]);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(list));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            scene
                .App.Services.GetRequiredService<ImportPlaces>()
                .Run(
                    file,
                    new ImportRequest("essai", new ReadingOptions(null, "Liste d’essai")),
                    new StopAtOnce(stopped),
                    stopped.Token
                )
        );
        await using var db = scene.Db();
        Assert.Equal(500, await db.StagedPlaces.CountAsync());

        await scene.Import(Json(Record()));

        Assert.Equal(0, await db.StagedPlaces.CountAsync());
        Assert.Equal(
            [ImportState.Abandoned, ImportState.Done],
            await db.ImportRuns.OrderBy(r => r.State).Select(r => r.State).ToListAsync()
        );
    }

    private sealed class StopAtOnce(CancellationTokenSource stop) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => stop.Cancel();
    }

    [Fact]
    public async Task An_import_killed_while_applying_is_finished_by_the_next()
    {
        await using var scene = await Start();
        var killed = Guid.CreateVersion7();
        await using (var db = scene.Db())
        {
            db.ImportRuns.Add(
                new ImportRun
                {
                    Id = killed,
                    Origin = "a",
                    StartedAt = scene.App.Clock.GetUtcNow().UtcDateTime,
                    State = ImportState.Applying,
                }
            );
            db.StagedPlaces.Add(
                new StagedPlace
                {
                    RunId = killed,
                    Number = 1,
                    Source = "Liste",
                    SourceId = "1",
                    Original = "{}",
                    Fingerprint = "f",
                    Reading = """{"name":"Attendu","locationPrecision":"Exact"}""",
                }
            );
            await db.SaveChangesAsync();
        }

        await scene.Import(Json(Record()));

        await using var after = scene.Db();
        Assert.Equal(
            ["Attendu", "Médiathèque d’Allonnes"],
            await after.Places.Select(p => p.Name).Order().ToListAsync()
        );
        Assert.Equal(2, await after.ImportRuns.CountAsync(r => r.State == ImportState.Done));
    }

    [Fact]
    public async Task An_import_that_cannot_be_applied_holds_up_no_other()
    {
        await using var scene = await Start();
        var broken = Guid.CreateVersion7();
        await using (var db = scene.Db())
        {
            db.ImportRuns.Add(
                new ImportRun
                {
                    Id = broken,
                    Origin = "a",
                    StartedAt = scene.App.Clock.GetUtcNow().UtcDateTime,
                    State = ImportState.Applying,
                }
            );
            db.StagedPlaces.Add(
                new StagedPlace
                {
                    RunId = broken,
                    Number = 1,
                    Source = "Liste",
                    SourceId = "1",
                    Original = "{}",
                    Fingerprint = "f",
                    Reading = "no place at all",
                }
            );
            await db.SaveChangesAsync();
        }

        var report = await scene.Import(Json(Record()));

        Assert.Equal(1, report.Summary.Created);
        await using var after = scene.Db();
        Assert.Empty(await after.StagedPlaces.ToListAsync());
        Assert.Equal(UndoOutcome.Undone, (await scene.Undo(broken)).Outcome);
        Assert.Equal(UndoOutcome.Undone, (await scene.Undo(report.RunId!.Value)).Outcome);
    }

    [Theory]
    [InlineData("id", 301)]
    [InlineData("source", 201)]
    public async Task What_the_database_cannot_hold_is_refused_with_a_sentence(string field, int length)
    {
        await using var scene = await Start();

        var report = await scene.Import(
            Json(Record((field, new string('x', length))), Record(("id", "lieu-2"), ("nom", "Ccas")))
        );

        Assert.Equal((1, 1), (report.Summary.Rejected, report.Summary.Created));
        Assert.Contains(report.Problems, p => p.Field == field && p.Kind == ProblemKind.Rejection);
        Assert.Equal("Ccas", (await scene.Only()).Name);
    }

    [Fact]
    public async Task A_long_name_in_a_commune_of_a_long_name_has_an_address_that_the_database_holds()
    {
        await using var scene = await Start();
        var (name, commune) = (
            string.Concat(Enumerable.Repeat("mot ", 40)),
            string.Concat(Enumerable.Repeat("ville ", 20))
        );

        await scene.Import(
            Json(
                Record(("nom", name), ("commune", commune), ("code_insee", null)),
                Record(("id", "lieu-2"), ("nom", name), ("commune", commune), ("code_insee", null))
            )
        );

        await using var db = scene.Db();
        var slugs = await db.Places.Select(p => p.Slug).ToListAsync();
        Assert.Equal(2, slugs.Distinct().Count());
        Assert.All(slugs, slug => Assert.InRange(slug.Length, 100, 160));
    }

    [Theory]
    [InlineData("id;\"nom;commune\n1;Mairie;Angers\n")]
    [InlineData("\"id")]
    public async Task A_quotation_mark_open_in_the_header_is_said(string csv)
    {
        await using var scene = await Start();

        var report = await scene.Import(csv);

        Assert.Contains("coupé", Assert.Single(report.Problems).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"tags": ["a", "b"], "errors": [], "lieux": [RECORD]}""", 1)]
    [InlineData("""{"matrix": [[1, 2], [3]], "lieux": [RECORD], "more": [1]}""", 1)]
    [InlineData("""{"lieux": []}""", 0)]
    public async Task The_list_inside_an_object_is_its_first_array_of_objects(string json, int created)
    {
        await using var scene = await Start();

        var report = await scene.Import(json.Replace("[RECORD]", Json(Record()), StringComparison.Ordinal));

        Assert.Equal((created, true), (report.Summary.Created, report.IsClean));
    }

    [Fact]
    public async Task Today_is_the_day_in_Paris()
    {
        await using var scene = await Start();
        // 23 h 30 in universal time, 0 h 30 in Paris.
        scene.App.Pass(new TimeSpan(12, 55, 0));

        var (place, _) = await scene.ImportOne(("date_maj", "2026-11-25"));

        Assert.Equal(new DateOnly(2026, 11, 25), place.UpdatedOn);
    }

    [Fact]
    public async Task A_postal_code_of_Corsica_that_serves_no_commune_still_tells_the_island()
    {
        await using var scene = await Start();

        var (place, _) = await scene.ImportOne(
            ("commune", "Bastia"),
            ("code_postal", "20407"),
            ("code_insee", null),
            ("latitude", null),
            ("longitude", null)
        );

        Assert.Equal("2B033", place.Insee);
    }

    private static ReadingOptions Listed() => new(Source: "Liste d’essai", "essai");
}
