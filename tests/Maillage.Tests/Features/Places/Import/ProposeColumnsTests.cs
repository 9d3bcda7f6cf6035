using Maillage.Features.Places;
using Maillage.Features.Places.Import;

namespace Maillage.Tests.Features.Places.Import;

/// <summary>What a column of yes and no says, whatever its first records hold.</summary>
public class ProposeColumnsTests
{
    [Theory]
    [InlineData("Non", "0")]
    [InlineData("Non", "X")]
    [InlineData("", "O")]
    public void A_no_is_never_taken_for_a_yes_and_a_yes_may_come_late(string first, string other)
    {
        var target = ColumnTargets.YesOrNo[0];

        var matched = ProposeColumns.Matched(new SampledColumn("Gratuit", [first, other]), target.Code);

        var yes = matched.YesValues!.Select(Vocabulary.KeyOf).ToList();
        Assert.Contains("oui", yes);
        Assert.Contains("x", yes);
        Assert.DoesNotContain("non", yes);
        Assert.DoesNotContain("0", yes);
        Assert.DoesNotContain("", yes);
    }
}
