using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace Maillage.Features.Shared;

/// <summary>An address to photograph with a telephone (code QR), as one small drawing without styles.</summary>
public static class QrCode
{
    public static IHtmlContent Svg(string address, string label)
    {
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var size = code.ModuleMatrix.Count;
        var path = new StringBuilder();
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                if (code.ModuleMatrix[y][x])
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
                }
            }
        }

        var svg = new HtmlContentBuilder();
        svg.AppendHtml("<svg class=\"ml-qr\" role=\"img\" shape-rendering=\"crispEdges\" aria-label=\"");
        svg.Append(label);
        svg.AppendHtml(
            string.Create(CultureInfo.InvariantCulture, $"\" viewBox=\"0 0 {size} {size}\"><path d=\"{path}\"/></svg>")
        );
        return svg;
    }
}
