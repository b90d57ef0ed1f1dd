package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/chancery-graph/chancery/query"
	"github.com/chancery-graph/chancery/query/chain"
	"github.com/chancery-graph/chancery/query/endpoint"
	"github.com/chancery-graph/chancery/query/exec"
	"github.com/chancery-graph/chancery/query/federation"
	"github.com/chancery-graph/chancery/query/relation"
	"github.com/chancery-graph/chancery/query/service"
	"github.com/chancery-graph/chancery/query/shape"
	"github.com/chancery-graph/chancery/store"
)

// remoteServices calls the endpoints that the flags allow.
func (p *program) remoteServices(c *cli.Context) (*federation.Client, error) {
	if p.host != nil {
		return p.host.services, nil
	}
	client, err := federation.New(federation.Options{Allowed: c.StringSlice("allow-service")})
	if err != nil {
		return nil, usagef(c.Command.FullName(), "--allow-service: %s", strings.TrimPrefix(err.Error(), "federation: "))
	}
	return client, nil
}

// hinted tells of the flag where a call is refused.
type hinted struct{ *federation.Client }

// Call implements exec.ServiceCaller.
func (h hinted) Call(ctx context.Context, r *exec.ServiceRequest) (exec.ServiceAnswer, error) {
	answer, err := h.Client.Call(ctx, r)
	if err != nil {
		return nil, fmt.Errorf("%w (see --allow-service)", err)
	}
	return answer, nil
}

// servicesOver are the services of a query over a snapshot of the store: chancery's
// own, and the endpoints that are allowed.
func servicesOver(remote *federation.Client, networks *shape.Keeper, snap endpoint.Snapshot) exec.ServiceCaller {
	r := &service.Registry{Own: map[string]service.Service{}, Others: hinted{remote}}
	stored, ok := snap.(*store.Snapshot)
	if !ok {
		return r
	}
	contacts := contactsOf(networks, stored)
	r.Own[service.HistoryIRI] = service.History{Snapshot: stored}
	r.Own[service.ChainIRI] = service.Chain{Open: contacts}
	r.Own[service.ReachIRI] = service.Reach{Open: contacts}
	return r
}

// networks are the networks of contacts that the process keeps.
func (p *program) networks() *shape.Keeper {
	if p.host != nil {
		return p.host.networks
	}
	if p.kept == nil {
		p.kept = shape.NewKeeper(shape.KeeperOptions{})
	}
	return p.kept
}

// keptNames are the tables of names that a server keeps; nil in a process of its own,
// whose reader builds the one that it needs.
func (p *program) keptNames() *relation.NamesKeeper {
	if p.host == nil {
		return nil
	}
	return &p.host.names
}

// contactsOf opens the network of contacts of a snapshot when a query first asks for
// it. All that the query asks then is of this one.
func contactsOf(networks *shape.Keeper, snap *store.Snapshot) service.Contacts {
	var reader *relation.Reader
	var network *chain.Network
	return func(ctx context.Context) (*relation.Reader, *chain.Network, error) {
		if network != nil {
			return reader, network, nil
		}
		r, err := relation.NewReader(ctx, snap, relation.Options{})
		if err != nil {
			return nil, nil, err
		}
		n, err := networks.Network(ctx, r, snap)
		if err != nil {
			return nil, nil, err
		}
		reader, network = r, n
		return r, n, nil
	}
}

// runServices are the services of a run. Until the snapshot is known they are the
// endpoints alone, which is all that a query over files has.
type runServices struct {
	service.Late
	remote   *federation.Client
	networks *shape.Keeper
}

// bindServices lets the services of a prepared query read a snapshot.
func bindServices(o query.Options, snap endpoint.Snapshot) {
	if r, ok := o.Services.(*runServices); ok {
		r.Caller = servicesOver(r.remote, r.networks, snap)
	}
}
