using System.Text;
using Maillage.Features.Places.Import;
using static Maillage.Tests.Features.Places.Import.ImportScene;

namespace Maillage.Tests.Features.Places.Import;

/// <summary>A JSON list is recognised by all its first records, since each holds only what it fills.</summary>
public class ListHeadTests
{
    [Fact]
    public async Task A_list_whose_first_record_lacks_the_columns_of_the_standard_is_shown_and_read_as_the_standard()
    {
        await using var scene = await Start();
        var list = Json(new Dictionary<string, object?> { ["id"] = "vide" }, Record());
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(list));

        Assert.True((await ListSample.Read(file, TestContext.Current.CancellationToken)).IsStandard);
        var report = await scene.Import(list);

        Assert.Equal((2, 1, 1), (report.Summary.Read, report.Summary.Created, report.Summary.Rejected));
    }

    [Fact]
    public async Task A_list_of_an_agency_is_read_through_its_own_mapping_when_its_first_record_lacks_columns()
    {
        await using var scene = await Start();
        const string List = """
            [
              {"ID_LieuMed": "1", "NOM_STRUCTURE": "Maison des Lices", "COMMUNE": "ANGERS", "CP": "49000"},
              {"ID_LieuMed": "2", "NOM_STRUCTURE": "Maison du Lac", "COMMUNE": "ANGERS", "CP": "49000", "AFFICHAGE": "Oui"}
            ]
            """;
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(List));

        Assert.NotNull((await ListSample.Read(file, TestContext.Current.CancellationToken)).BuiltIn);
        var report = await scene.Import(List);

        Assert.Equal(0, report.Summary.Rejected);
    }

    [Fact]
    public async Task What_breaks_off_in_its_first_records_is_read_as_far_as_it_goes()
    {
        await using var scene = await Start();

        var report = await scene.Import(Json(Record())[..^1] + ",{\"nom\":");

        Assert.Equal(1, report.Summary.Created);
        Assert.Contains(report.Problems, problem => problem.Sentence.Contains("coupé", StringComparison.Ordinal));
    }
}
