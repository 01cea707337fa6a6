using Nestor.Wire.Values;

namespace Nestor.Model.Networks;

/// <summary>A network interface the server listens on. A change makes a new object; the old one stays as it was.</summary>
/// <param name="Index">The kernel's interface index.</param>
/// <param name="Address">The address listened on, which is the server identifier in replies unless configured.</param>
public sealed record LocalInterface(int Index, string Name, Ip4 Address);
