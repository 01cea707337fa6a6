using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Model.Classes;

/// <inheritdoc/>
public sealed record ClientClass4 : ClientClass
{
    /// <summary>siaddr of replies; null when the class does not set it.</summary>
    public Ip4? NextServer { get; init; }

    /// <summary>At most 63 bytes for the sname field; empty when the class does not set it.</summary>
    public byte[] ServerHostname { get; init; } = [];

    /// <summary>At most 127 bytes for the file field; empty when the class does not set it.</summary>
    public byte[] BootFileName { get; init; } = [];

    /// <summary>Seconds an offered address is held; null when the class does not set it.</summary>
    public uint? OfferLifetime { get; init; }

    /// <summary>Its own meaning of option 43 and of options 224 to 254.</summary>
    public IReadOnlyList<OptionDef> OptionDefs { get; init; } = [];
}
