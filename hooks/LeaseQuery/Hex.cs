namespace StandardLibraries.LeaseQuery;

/// <summary>Bytes as user contexts have them.</summary>
internal static class Hex
{
    /// <summary>Pairs of hexadecimal digits, with 0x in front or without.</summary>
    public static bool TryRead(string text, out byte[] bytes)
    {
        var digits = text.AsSpan(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? 2 : 0);
        bytes = new byte[digits.Length / 2];
        return digits.Length % 2 == 0 && Convert.FromHexString(digits, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
