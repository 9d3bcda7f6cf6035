using CsCheck;
using Maillage.Platform.Text;

namespace Maillage.Tests.Platform.Text;

public class SpreadsheetCellTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://exemple.test\")")]
    [InlineData("+1+cmd|'/c calc'!A0")]
    [InlineData("-2+3")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1+1")]
    [InlineData("\r=1+1")]
    public void A_formula_is_defused(string formula)
    {
        Assert.Equal("'" + formula, SpreadsheetCell.Guard(formula));
    }

    [Theory]
    [InlineData("+33241000000")]
    [InlineData("+33 2 41 00 00 00")]
    [InlineData("-0.55")]
    [InlineData("Médiathèque d’Allonnes")]
    [InlineData("")]
    [InlineData("'tite école")]
    public void Phones_negative_numbers_and_plain_words_stay_as_they_are(string value)
    {
        Assert.Equal(value, SpreadsheetCell.Guard(value));
        Assert.Equal(value, SpreadsheetCell.Unguard(value));
    }

    [Fact]
    public void Whatever_is_written_is_read_back_unharmed()
    {
        Gen.String[Gen.Char["'=+-@\t\r1 .,a"], 0, 8]
            .Sample(value => Assert.Equal(value, SpreadsheetCell.Unguard(SpreadsheetCell.Guard(value))));
    }
}
