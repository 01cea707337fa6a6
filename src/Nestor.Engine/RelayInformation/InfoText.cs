using System.Buffers;
using Nestor.Json;

namespace Nestor.Engine.RelayInformation;

/// <summary>Texts in relay information that a lease keeps.</summary>
internal static class InfoText
{
    /// <summary>The bytes of a text in hexadecimal digits; false when it is none, or has no byte.</summary>
    /// <param name="hasPrefix">It must begin with 0x; otherwise it must not.</param>
    public static bool TryHex(Element? value, bool hasPrefix, out byte[] bytes)
    {
        bytes = [];
        if (value is not { Kind: ElementKind.String } || (hasPrefix && !value.Text.StartsWith("0x", StringComparison.Ordinal)))
        {
            return false;
        }

        var digits = value.Text.AsSpan(hasPrefix ? 2 : 0);
        byte[] room = new byte[digits.Length / 2];
        bool isHex = digits.Length > 0 && digits.Length % 2 == 0
            && Convert.FromHexString(digits, room, out _, out _) == OperationStatus.Done;
        bytes = isHex ? room : [];
        return isHex;
    }
}
