using CsCheck;
using Maillage.Features.Places.Search;

namespace Maillage.Tests.Features.Places.Search;

public class SearchTextTests
{
    [Theory]
    [InlineData("L’Été à l'Œuvre", "ete oeuvre")]
    [InlineData("impôts IMPÔTS impo\u0302ts", "impot impot impot")]
    [InlineData("bateaux travaux eaux", "bateau traval eau")]
    [InlineData("je voudrais de l’aide pour mes papiers", "papier")]
    [InlineData("bus Caf 49000", "bus caf 49000")]
    public void Words_are_read_as_people_mean_them(string text, string terms) =>
        Assert.Equal(terms, string.Join(' ', SearchText.MeaningfulWords(text).Select(word => word.Term)));

    [Theory]
    [InlineData("mairie", "miarie", 1)]
    [InlineData("mairie", "mairi", 1)]
    [InlineData("mairie", "marie", 1)]
    [InlineData("impot", "depot", 2)]
    [InlineData("caf", "caf", 0)]
    public void Errors_count_letters_added_left_out_replaced_or_swapped(string one, string other, int errors) =>
        Assert.Equal(errors, Typing.Errors(one, other, max: 2));

    [Fact]
    public void The_nearest_term_is_the_one_that_trying_them_all_would_give()
    {
        var letters = Gen.OneOf('a', 'b', 'c', 'd', 'e');
        Gen.Select(letters.Array[4, 9].List[1, 40], letters.Array[4, 9])
            .Sample(
                (known, typed) =>
                {
                    var builder = new TextIndex.Builder();
                    foreach (var (row, word) in known.Index())
                    {
                        builder.Add(row, TextField.Name, new string(word));
                    }

                    var index = builder.Build();
                    var misspelt = new string(typed);
                    var nearest = index.Nearest(misspelt, maxErrors: 2);
                    var expected = known
                        .Select(word => SearchText.Fold(word))
                        .Where(SearchText.CarriesMeaning)
                        .Select(word => Typing.Errors(misspelt, SearchText.Singular(word), max: 2))
                        .Where(errors => errors <= 2)
                        .Select(errors => (int?)errors)
                        .Min();
                    Assert.Equal(expected, nearest?.Errors);
                }
            );
    }
}
