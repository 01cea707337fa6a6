namespace Nestor.Engine.Classification;

/// <summary>What class a client's vendor option names.</summary>
internal static class VendorClass
{
    private static ReadOnlySpan<byte> Modem => "docsis3.0"u8;

    private static ReadOnlySpan<byte> Router => "eRouter1.0"u8;

    /// <summary>CableLabs devices are known by a word in it, everybody else by the whole.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> vendor) =>
        vendor.IndexOf(Modem) >= 0 ? Modem : vendor.IndexOf(Router) >= 0 ? Router : vendor;
}
