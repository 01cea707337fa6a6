using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary><c>audit</c>: the log of who changed what.</summary>
internal static class AuditReader
{
    private const uint UsualSize = 10_240_000;

    /// <summary>Below this every entry would have a file of its own.</summary>
    private const uint LeastSize = 65_536;

    /// <summary>Null when it is not there, or has no file.</summary>
    public static AuditSettings? Read(Reading reading, Element? map)
    {
        if (map is null)
        {
            return null;
        }

        if (Reading.Text(map, "file") is not { Length: > 0 } file || file.EndsWith('/') || file.Contains('\0'))
        {
            reading.Diagnostics.Error(map["file"]?.Place ?? map.Place, "found an audit log without the name of a file, wanted \"file\"");
            return null;
        }

        uint size = reading.UInt32(map, "maxsize", UsualSize, int.MaxValue);
        if (size is > 0 and < LeastSize)
        {
            reading.Diagnostics.Error(map["maxsize"]!.Place, $"found {size}, wanted 0 or at least {LeastSize} for \"maxsize\"");
        }

        return new AuditSettings(file, size, Reading.Text(map, "on-fail") != "continue");
    }
}
