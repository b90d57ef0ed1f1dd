// Package sample is the network with which the tests of all formats begin.
package sample
