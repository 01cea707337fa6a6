using System.Globalization;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary>How a subnet's prefix is written: one subnet may be written in many ways.</summary>
public static class ConfiguredPrefix
{
    /// <summary>The prefix of either family as subnets are called by it: no bits behind its length; empty when it is none.</summary>
    public static string Normal(string text) =>
        PrefixText.TryParse<Ip4>(text, out var four, out int length) ? string.Create(CultureInfo.InvariantCulture, $"{four.First}/{length}")
        : PrefixText.TryParse<Ip6>(text, out var six, out length) ? string.Create(CultureInfo.InvariantCulture, $"{six.First}/{length}")
        : "";
}
