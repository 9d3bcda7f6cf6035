using System.ComponentModel.DataAnnotations;

namespace Maillage.Platform.Uploads;

/// <summary>Where files that people send are kept, and who looks at them first.</summary>
public sealed class UploadSettings
{
    public const string Section = "Uploads";

    /// <summary>A folder outside of what the web server serves; several nodes share it.</summary>
    [Required(ErrorMessage = "Uploads:Folder manque : donnez le dossier où garder les fichiers envoyés.")]
    public string Folder { get; set; } = "data/uploads";

    /// <summary>
    /// ClamAV's daemon: <c>127.0.0.1:3310</c>, or the path of its socket, <c>/run/clamav/clamd.ctl</c>. Empty: no file is
    /// looked at.
    /// </summary>
    public string Clamd { get; set; } = "";

    /// <summary>In bytes; larger files are refused.</summary>
    [Range(100_000, 50_000_000, ErrorMessage = "Uploads:Largest doit être compris entre 100 000 et 50 000 000 octets.")]
    public int Largest { get; set; } = 10_000_000;
}
