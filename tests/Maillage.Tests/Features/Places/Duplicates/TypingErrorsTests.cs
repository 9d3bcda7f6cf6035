using Maillage.Features.Places.Duplicates;

namespace Maillage.Tests.Features.Places.Duplicates;

public sealed class TypingErrorsTests
{
    [Theory]
    [InlineData("mairie", "mairie", 0)]
    [InlineData("mairie", "marie", 1)]
    [InlineData("mairie", "maairie", 1)]
    [InlineData("mairie", "mairoe", 1)]
    [InlineData("mairie", "amirie", 1)]
    [InlineData("routt", "rout", 1)]
    [InlineData("bibliotehqu", "bibliothequ", 1)]
    [InlineData("mediatheque", "medaitheqeu", 2)]
    [InlineData("saumur", "angers", 3)]
    public void Letters_added_missing_changed_or_swapped_count_one_each(string first, string second, int errors)
    {
        Assert.Equal(errors, TypingErrors.Count(first, second, limit: 2));
        Assert.Equal(errors, TypingErrors.Count(second, first, limit: 2));
    }
}
